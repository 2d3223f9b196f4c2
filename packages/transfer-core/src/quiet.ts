/**
 * Uploads into one store folder, and the search for one of them whose answer was lost, exclude each
 * other: two files of equal content could otherwise be taken for one another while the answer to the
 * second is still on its way. First come, first served.
 */
export class Quiet {
  #inside = 0;
  #isAlone = false;
  readonly #waiting: { alone: boolean; enter: () => void }[] = [];

  /** Resolves to the way out once nobody is alone in here. */
  async enter(): Promise<() => void> {
    await this.#turn(false);
    return () => this.#leave(false);
  }

  /** Works once everybody else has left, and lets nobody in meanwhile. */
  async alone<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#turn(true);
    try {
      return await work();
    } finally {
      this.#leave(true);
    }
  }

  async #turn(alone: boolean): Promise<void> {
    if (this.#waiting.length === 0 && this.#isFree(alone)) {
      this.#take(alone);
      return;
    }
    await new Promise<void>((enter) => this.#waiting.push({ alone, enter }));
  }

  #isFree(alone: boolean): boolean {
    return !this.#isAlone && (!alone || this.#inside === 0);
  }

  #take(alone: boolean): void {
    if (alone) this.#isAlone = true;
    else this.#inside += 1;
  }

  #leave(alone: boolean): void {
    if (alone) this.#isAlone = false;
    else this.#inside -= 1;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (!this.#isFree(next.alone)) return;
      this.#waiting.shift();
      this.#take(next.alone);
      next.enter();
    }
  }
}
