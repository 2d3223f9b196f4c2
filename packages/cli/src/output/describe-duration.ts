/** `4 s`, `1 min 12 s`, `2 h 5 min`, `3 d 4 h`: two units are enough for a person. */
export function describeDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 0) return withRest(`${days} d`, hours % 24, 'h');
  if (hours > 0) return withRest(`${hours} h`, minutes % 60, 'min');
  if (minutes > 0) return withRest(`${minutes} min`, seconds % 60, 's');
  return `${seconds} s`;
}

// --- internal ---

function withRest(text: string, rest: number, unit: string): string {
  return rest === 0 ? text : `${text} ${rest} ${unit}`;
}
