/** Work of one key is done one after the other; what fails does not stop who comes after. */
export type Lines = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/**
 * The database would make them wait too, each on a connection of its own: a key that many change
 * would take all connections of the pool.
 */
export function createLines(): Lines {
  const ends = new Map<string, Promise<void>>();
  return (key, work) => {
    const done = (ends.get(key) ?? Promise.resolve()).then(work);
    const forget = (): void => {
      if (ends.get(key) === end) ends.delete(key);
    };
    const end = done.then(forget, forget);
    ends.set(key, end);
    return done;
  };
}
