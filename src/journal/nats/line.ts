import type { NatsConnection } from '@nats-io/transport-node'
import type { Secret } from '../../base/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { greetingOf, hostAndPort } from './probe.ts'

/** Where a server is, and by what right we come. */
export type NatsPlace = {
  /** `nats://127.0.0.1:4222` */
  readonly url: string
  readonly token?: Secret | undefined
  /**
   * Certificates, PEM, of who may vouch for the server: it has to encrypt then, as it has with
   * `tls://`. Those that this machine trusts when left out.
   */
  readonly authorities?: string | undefined
  /** How a server lists us. */
  readonly name: string
}

/** One connection, from the moment it stands until it is gone; then another has to be opened. */
export type Line = {
  /** Hands bytes to the machine; they may be lost. At most `bytesMax`. */
  readonly send: (subject: string, bytes: Uint8Array) => void
  /** @returns what ends it. */
  readonly listen: (
    subject: string,
    onMessage: (subject: string, bytes: Uint8Array) => void,
  ) => () => void
  /** Settles once the server has taken all that was sent before; never, if the line is cut. */
  readonly settled: () => Promise<void>
  /** Most bytes that the server takes in one message. */
  readonly bytesMax: number
  /** At once, whatever is on its way. */
  readonly cut: () => void
  /** Settles when the line is gone, for whatever reason. */
  readonly gone: Promise<void>
}

/**
 * Why there is no line. `refused`: the server wants another token, or any. `untrusted`: it does not
 * encrypt though it has to, or cannot prove that it is the one we want.
 */
export type NoLine = 'away' | 'refused' | 'untrusted'
/** And in the words of whoever noticed. */
export type NoLineFor = { readonly state: NoLine; readonly why: string }

const dialMs = 2_000
/** The library's own heartbeat can wait for ever on a line that is cut: `NatsBus` has its own. */
const neverMs = 2_147_000_000

/** Opens one connection; the library is loaded on first use. */
export async function openLine(place: NatsPlace, clock: Clock): Promise<Line | NoLineFor> {
  const greeting = await greetingOf(place.url, dialMs * 1_000, clock)
  if (greeting === undefined) return { state: 'away', why: 'nobody greets there' }
  const { connect } = await import('@nats-io/transport-node')
  try {
    const connection = await connect({
      servers: place.url,
      name: place.name,
      ...(place.token !== undefined && { token: place.token.reveal() }),
      ...((mustEncrypt(place) || greeting.offersTls) && { tls: tlsOf(place) }),
      reconnect: false,
      timeout: dialMs,
      pingInterval: neverMs,
      noAsyncTraces: true,
      // Another member of a cluster is another address, which nobody has approved.
      ignoreClusterUpdates: true,
    })
    return lineOf(connection, clock)
  } catch (error) {
    return noLineFor(error)
  }
}

/**
 * The library encrypts where the server offers it, whatever the address says: whoever stands
 * between could leave the offer out and be told the token. Given options it insists.
 */
function mustEncrypt({ url, authorities }: NatsPlace): boolean {
  return authorities !== undefined || /^tls:/i.test(url)
}

/** With `host`, the name to be proven: for an address the library would go by `localhost`. */
function tlsOf({ url, authorities }: NatsPlace): { readonly host: string; readonly ca?: string } {
  const host = hostAndPort(url)?.host ?? ''
  return authorities === undefined ? { host } : { host, ca: authorities }
}

const untrusted = /certificate|CERT|SIGNATURE|_TLS_|SSL|support 'tls'/

function noLineFor(error: unknown): NoLineFor {
  const { name, message } = error instanceof Error ? error : { name: '', message: '' }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const said = `${name} ${code} ${message}`
  if (untrusted.test(said)) return { state: 'untrusted', why: message }
  return { state: /authoriz|authentic/i.test(said) ? 'refused' : 'away', why: message }
}

function lineOf(connection: NatsConnection, clock: Clock): Line {
  return {
    send: (subject, bytes) => {
      if (!connection.isClosed()) connection.publish(subject, bytes)
    },
    listen: (subject, onMessage) => {
      if (connection.isClosed()) return () => undefined
      const subscription = connection.subscribe(subject, {
        callback: (error, message) => {
          if (error !== null) return
          try {
            onMessage(message.subject, message.data)
          } catch (fault) {
            // Thrown inside the library it would end all reading, and nobody would be told.
            clock.after(0, () => {
              throw fault
            })
          }
        },
      })
      return () => {
        if (!connection.isClosed()) subscription.unsubscribe()
      }
    },
    settled: () => (connection.isClosed() ? new Promise(() => undefined) : connection.flush()),
    bytesMax: connection.info?.max_payload ?? 0,
    cut: () => void connection.close(),
    gone: connection.closed().then(() => undefined),
  }
}
