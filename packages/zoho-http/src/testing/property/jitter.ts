/** In place of `Math.random`: quarters that depend on a seed and the instant alone. */
export function jitter(seed: number, now: number): number {
  const mixed = Math.imul((seed ^ Math.floor(now * 8)) + 0x9e3779b9, 0x85ebca6b);
  return ((mixed ^ (mixed >>> 15)) & 3) / 4;
}
