declare module "@face/keys.json?help" {
  const table: {
    readonly help: readonly {
      readonly group: string;
      readonly rows: readonly { readonly label: string; readonly show: readonly string[] }[];
    }[];
  };
  export default table;
}
