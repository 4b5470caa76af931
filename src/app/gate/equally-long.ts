/** Once all is lost there are no returns any more. */
export function equallyLong(all: readonly Float64Array[]): readonly Float64Array[] {
  const length = Math.max(...all.map((returns) => returns.length))
  return all.map((returns) => {
    const padded = new Float64Array(length)
    padded.set(returns)
    return padded
  })
}
