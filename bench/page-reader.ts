import type { DeskMessage } from '../src/app/index.ts'

/** What a page was sent. */
export type ReadPage = {
  /** JSON of the swarm in the first snapshot, bytes. */
  readonly wholeBytes: number
  /** The same in each update that spoke of it. */
  readonly swarmBytes: readonly number[]
  readonly updates: number
}

/** Opens the stream of a desk as its page does, and reads for so long. @param link - As printed. */
export async function readPage(link: string, seconds: number): Promise<ReadPage> {
  const { origin, host, hash } = new URL(link)
  const answer = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ code: hash.replace('#code=', '') }),
  })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  // Node's own takes headers, which a browser's does not.
  const options = { headers: { origin, cookie } } as unknown as string[]
  const socket = new WebSocket(`ws://${host}/api/stream`, options)
  let wholeBytes = 0
  let updates = 0
  const swarmBytes: number[] = []
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(String(data)) as DeskMessage
    if (message.kind === 'snapshot') wholeBytes = bytesOf(message.snapshot.swarm)
    if (message.kind !== 'update') return
    updates += 1
    if (message.update.swarm !== undefined) swarmBytes.push(bytesOf(message.update.swarm))
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000 * seconds))
  socket.close()
  return { wholeBytes, swarmBytes, updates }
}

function bytesOf(part: unknown): number {
  return part === undefined ? 0 : Buffer.byteLength(JSON.stringify(part))
}
