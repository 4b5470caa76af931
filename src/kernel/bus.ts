/** A message as it came in: bytes of a subject, from nobody in particular. */
export type BusMessage = { readonly subject: string; readonly bytes: Uint8Array }

/**
 * Carries bytes between parts by subject. It promises nothing: a message may be lost, come twice,
 * late or out of order, so nothing that must be right may rest on it.
 */
export interface Bus {
  /** Never throws for want of a listener or a line. */
  publish(subject: string, bytes: Uint8Array): void
  /** @param subject - Exact, or a prefix ending in `.>`. @returns what ends it. */
  subscribe(subject: string, onMessage: (message: BusMessage) => void): () => void
}
