declare module "@face/strings/en.json?late" {
  const words: Record<string, string | Record<string, string>>;
  export default words;
}
