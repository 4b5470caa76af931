/** What makes sockets. */
type Dialer = Readonly<{ client(url: string): object; close(): Promise<unknown> }>

/**
 * Notes every socket ccxt makes for a venue. ccxt knows one by its address only, so a socket that
 * is closed slowly takes the next one's place in its list, which nobody closes then.
 *
 * @returns Ends them all, and lets no other be made: a call that was under way may dial later, and
 *   a socket that nobody knows keeps the process alive.
 */
export function endingOf(exchange: Dialer): () => Promise<void> {
  const known = new Set<object>()
  let isEnded = false
  const make = exchange.client.bind(exchange)
  Object.assign(exchange, {
    client: (url: string) => {
      const client = make(url)
      if (!known.has(client)) {
        // Or a venue that breaks off for a week fills the memory.
        for (const other of known) if (isOver(other)) known.delete(other)
        known.add(client)
        const dial: unknown = Reflect.get(client, 'createConnection')
        // One that waits before it dials, or while it does, is ended all the same.
        const createConnection = async (): Promise<void> => {
          if (isEnded || typeof dial !== 'function') return
          await Reflect.apply(dial, client, [])
          if (isEnded) end(client)
        }
        Object.assign(client, { createConnection })
      }
      return client
    },
  })
  return async () => {
    isEnded = true
    Object.assign(exchange, {
      client: () => {
        throw new Error('closed')
      },
    })
    // Whatever it says to connections that are going, they go.
    await exchange.close().catch(() => undefined)
    for (const client of known) end(client)
  }
}

/** `readyState` of a socket that is closed for good. */
const closed = 3

function isOver(client: object): boolean {
  const { connection } = Object(client)
  return Object(connection).readyState === closed
}

function end(client: unknown): void {
  const { connection } = Object(client)
  const terminate: unknown = Object(connection).terminate
  if (typeof terminate === 'function') Reflect.apply(terminate, connection, [])
}
