import net from 'node:net'
import type { Clock } from '../../kernel/index.ts'

const usualPort = 4222
const greeting = /^INFO /

/**
 * Whether a NATS server greets at `url` within `us`. The library leaves a socket behind for every
 * try that comes to nothing, which then keeps a process from ending; this one leaves none.
 */
export function isGreeting(url: string, us: number, clock: Clock): Promise<boolean> {
  const place = hostAndPort(url)
  if (place === undefined) return Promise.resolve(false)
  return new Promise((resolve) => {
    const socket = net.connect(place)
    const done = (isThere: boolean): void => {
      callOff()
      socket.destroy()
      resolve(isThere)
    }
    const callOff = clock.after(us, () => done(false))
    socket.once('data', (bytes) => done(greeting.test(bytes.toString('latin1', 0, 8))))
    socket.once('error', () => done(false))
    socket.once('close', () => done(false))
  })
}

/** `nats://host:port`, `tls://host:port`, `host:port`, `host`; `undefined` for anything else. */
export function hostAndPort(
  url: string,
): { readonly host: string; readonly port: number } | undefined {
  const parts = /^(?:(?:nats|tls):\/\/)?(?:\[([\da-f:.]+)\]|([\w.-]+))(?::(\d{1,5}))?\/?$/i.exec(
    url,
  )
  const host = parts?.[1] ?? parts?.[2]
  const port = parts?.[3] === undefined ? usualPort : Number(parts[3])
  return host === undefined || port > 65_535 ? undefined : { host, port }
}
