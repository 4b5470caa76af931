import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { Readable, Transform } from 'node:stream'
import type { Exchange } from 'ccxt'

/** Bytes of one answer, unpacked: more than the whole list of markets of any venue. */
const bytesMost = 64 << 20

/** What ccxt has of an answer once its headers are there. */
type Started = {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Readable
}

/** Makes the error that ccxt has for an answer that does not come. */
export type LateError = new (message: string) => Error

/**
 * Bounds the body of every answer in time and in size. ccxt's own limit ends with the headers: an
 * answer that stalls, drips or never ends after them would hold its caller for minutes, whatever
 * waits behind it, and fill the memory.
 *
 * @param Late - What is thrown: of what was asked nobody knows whether it was done.
 */
export function boundAnswers(exchange: Exchange, Late: LateError): void {
  const undiciBody = async (started: Started, isBinary = false): Promise<Buffer | string> => {
    const bytes = await readWithin(started, exchange.timeout, (why) => new Late(why))
    return isBinary ? bytes : bytes.toString('utf8')
  }
  Object.assign(exchange, { undiciBody })
}

async function readWithin(
  { statusCode, headers, body }: Started,
  ms: number,
  late: (why: string) => Error,
): Promise<Buffer> {
  const hasNone = statusCode === 204 || statusCode === 304
  const unpack = hasNone ? undefined : unpacker(headers['content-encoding'])
  const stream = unpack === undefined ? body : body.pipe(unpack)
  const end = (error: Error): void => {
    body.destroy(error)
    stream.destroy(error)
  }
  if (unpack !== undefined) body.once('error', (error) => stream.destroy(error))
  const deadline = AbortSignal.timeout(ms)
  const onLate = (): void => end(late(`the answer did not end within ${ms} ms`))
  deadline.addEventListener('abort', onLate)
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes > bytesMost) end(late(`the answer is larger than ${bytesMost} bytes`))
    }
    return Buffer.concat(chunks)
  } finally {
    deadline.removeEventListener('abort', onLate)
  }
}

function unpacker(encoding: string | readonly string[] | undefined): Transform | undefined {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'br':
      return createBrotliDecompress()
    case 'deflate':
      return createInflate()
    default:
      return undefined
  }
}
