/** How a venue wants the names we give our orders, which are 32 hexadecimal digits. */
export type OrderNaming = 'plain' | 'uuid' | 'prefixed'

/** Our name of an order, in the form of a venue. */
export function venueOrderName(clientId: string, naming: OrderNaming): string {
  if (naming === 'prefixed') return `0x${clientId}`
  if (naming === 'plain') return clientId
  const at = [0, 8, 12, 16, 20, 32]
  return at
    .slice(1)
    .map((end, i) => clientId.slice(at[i], end))
    .join('-')
}

/** The inverse of `venueOrderName`; `undefined` for what is no name of ours. */
export function readOrderName(wire: unknown): string | undefined {
  if (typeof wire !== 'string') return undefined
  const bare = wire.replace(/^0x/, '').replaceAll('-', '').toLowerCase()
  return /^[0-9a-f]{32}$/.test(bare) ? bare : undefined
}
