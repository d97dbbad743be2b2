import { InvalidArgumentError } from 'commander';

/** A whole number of 0 or more, as an argument of a command. Refuses anything else in words. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number))
    throw new InvalidArgumentError('Give a whole number, 0 or more.');
  return number;
}

/** A number from 0 to 1, both included, as an argument of a command. */
export function unitInterval(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('Give a number from 0 to 1.');
  return value;
}
