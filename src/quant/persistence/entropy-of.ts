/** Shannon's entropy of how often each of several things occurred. @returns Nats. */
export function entropyOf(counts: Int32Array, total: number): number {
  let nats = 0
  for (const count of counts) if (count > 0) nats -= (count / total) * Math.log(count / total)
  return nats
}
