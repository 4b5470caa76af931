/** A broken promise in our own code. Never caught: the process stops and replays its journal. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError'
}

/** Stops the process when `condition` is false. For bugs; never for input, venues or markets. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantError(message)
}

/** Makes a `switch` total: adding a union member becomes a compile error at every reader. */
export function unreachable(value: never): never {
  throw new InvariantError(`unreachable: ${JSON.stringify(value)}`)
}

/** Turns an `undefined` that cannot happen into a crash at the place where it did. */
export function defined<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new InvariantError(`${what} is missing`)
  return value
}
