/** Of what is noted by key: an answer may come twice and late, but not after so many others. */
export function forgetOldest(noted: Map<unknown, unknown>, max = 5_000): void {
  const [oldest] = noted.keys()
  if (noted.size > max && oldest !== undefined) noted.delete(oldest)
}
