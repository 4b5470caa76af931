import type { Socket } from 'node:net'
import type { WireSocket } from '../../venue/index.ts'

/** A connection, as far as it is used here. */
export type ClientSocket = {
  readonly readyState: number
  readonly OPEN: number
  readonly bufferedAmount: number
  send(text: string): void
  close(code: number, reason: string): void
  terminate(): void
}

/** Bytes kept for a client that does not read; beyond, it is let go. */
const unreadMaxBytes: number = 16 * 1024 * 1024

/**
 * A client's WebSocket as a dialect sees it. What is sent in one turn of the event loop leaves as
 * one write, for a system call a message would cost more than the message.
 */
export function clientSocket(client: ClientSocket, raw: Socket, address: string): WireSocket {
  let isCorked = false
  const flush = (): void => {
    isCorked = false
    raw.uncork()
  }
  return {
    address,
    send: (text) => {
      if (client.readyState !== client.OPEN) return
      if (!isCorked) {
        isCorked = true
        raw.cork()
        queueMicrotask(flush)
      }
      client.send(text)
      if (client.bufferedAmount > unreadMaxBytes) client.terminate()
    },
    end: (code, reason) => client.close(code, reason),
  }
}
