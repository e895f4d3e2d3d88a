/** Signals: who wants to hear of what. */

export class Signals<Events> {
  private readonly heard = new Map<keyof Events, Set<(value: never) => void>>();

  on<K extends keyof Events>(name: K, hear: (value: Events[K]) => void): () => void {
    let all = this.heard.get(name);
    if (!all) {
      all = new Set();
      this.heard.set(name, all);
    }
    all.add(hear);
    return () => all.delete(hear);
  }

  emit<K extends keyof Events>(name: K, value: Events[K]): void {
    // `on` put only listeners of this event's values under its name.
    for (const hear of this.heard.get(name) ?? []) (hear as (value: Events[K]) => void)(value);
  }
}
