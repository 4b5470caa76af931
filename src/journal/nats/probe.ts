import net from 'node:net'
import type { Clock } from '../../kernel/index.ts'

const usualPort = 4222
const greeting = /^INFO /
const offersTls = /"tls_(required|available)":\s*true/

/** What a server says of itself before anybody has said who they are. Nothing of it is proven. */
export type Greeting = { readonly offersTls: boolean }

/**
 * How a NATS server greets at `url` within `us`; `undefined` when none does. The library leaves a
 * socket behind for every try that comes to nothing, which then keeps a process from ending; this
 * one leaves none.
 */
export function greetingOf(url: string, us: number, clock: Clock): Promise<Greeting | undefined> {
  const place = hostAndPort(url)
  if (place === undefined) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    const socket = net.connect(place)
    const done = (said: string): void => {
      callOff()
      socket.destroy()
      resolve(greeting.test(said) ? { offersTls: offersTls.test(said) } : undefined)
    }
    const callOff = clock.after(us, () => done(''))
    socket.once('data', (bytes) => done(bytes.toString('latin1')))
    socket.once('error', () => done(''))
    socket.once('close', () => done(''))
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
