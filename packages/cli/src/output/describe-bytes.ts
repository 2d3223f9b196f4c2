const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

/** `1536` -> `1.5 KiB` */
export function describeBytes(bytes: number): string {
  let value = bytes;
  let step = 0;
  while (value >= 1024 && step < units.length - 1) {
    value /= 1024;
    step += 1;
  }
  return `${step === 0 ? value : value.toFixed(1)} ${units[step]}`;
}

/** `1.0 MiB of 4.0 MiB (25 %)`, or only what was sent when the size is not known. */
export function describeProgress(sent: number, size: number | undefined): string {
  if (size === undefined) return describeBytes(sent);
  const percent = size === 0 ? 100 : Math.floor((100 * sent) / size);
  return `${describeBytes(sent)} of ${describeBytes(size)} (${percent} %)`;
}
