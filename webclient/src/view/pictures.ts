/** Pictures by the hash of their bytes: loaded once, told when they are there. */

export class Pictures {
  private readonly known = new Map<string, HTMLImageElement | null>();
  private readonly url: (sha: string) => string;
  private readonly loaded: (sha: string) => void;

  constructor(url: (sha: string) => string, loaded: (sha: string) => void) {
    this.url = url;
    this.loaded = loaded;
  }

  /** The picture, or null while it is on its way or where it cannot be had. */
  get(sha: string): HTMLImageElement | null {
    const found = this.known.get(sha);
    if (found !== undefined) return found;
    this.known.set(sha, null);
    const image = new Image();
    image.decoding = "async";
    image.src = this.url(sha);
    image.decode().then(
      () => {
        this.known.set(sha, image);
        this.loaded(sha);
      },
      () => {
        // Not there now: asked for again when something that shows it is painted later.
        setTimeout(() => this.known.delete(sha), 5000);
      },
    );
    return null;
  }
}
