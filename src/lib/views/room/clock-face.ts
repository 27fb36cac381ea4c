const two = (value: number): string => String(value).padStart(2, '0');

/** A duration as a clock shows it: `12:40`, from an hour on `1:12:45`. Milliseconds; below nothing counts as nothing. */
export const clockFace = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours > 0 ? `${hours}:` : ''}${two(minutes)}:${two(seconds % 60)}`;
};

/** What is left until a moment: counted up to the next whole second, so that it reads 00:00 only when it is over. */
export const countdown = (until: number, now: number): string =>
  clockFace(Math.ceil(Math.max(0, until - now) / 1000) * 1000);

/** Whole minutes of a duration, for sums. */
export const wholeMinutes = (ms: number): number => Math.floor(ms / 60_000);
