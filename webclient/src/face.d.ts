/** The parts that `vite.config.ts` cuts files of the face into. */

declare module "@face/icons.json?first" {
  const icons: Readonly<Record<string, string>>;
  export default icons;
}

declare module "@face/icons.json?later" {
  const icons: Readonly<Record<string, string>>;
  export default icons;
}
