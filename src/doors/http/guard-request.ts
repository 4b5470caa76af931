/** The addresses under which one desk may be called, all of them loopback. */
export type Address = {
  readonly hosts: ReadonlySet<string>
  readonly origins: ReadonlySet<string>
}

/** What the guard looks at before any route runs. */
export type Knock = {
  readonly method: string
  /** As it stood in the request line. */
  readonly url: string
  /** Every Host header sent, in order. */
  readonly hosts: readonly string[]
  readonly origin: string | undefined
  readonly isUpgrade: boolean
  /** The route is on the list of those that need no session. */
  readonly isOpen: boolean
  readonly hasSession: boolean
  /** Too many wrong tokens came lately, and this one is wrong too. */
  readonly isLocked?: boolean
}

export type Refusal = {
  readonly status: 400 | 401 | 403 | 429
  readonly code: string
  readonly message: string
}

const names = ['127.0.0.1', 'localhost', '[::1]']

/** The exact Host and Origin texts a desk on `port` answers to. */
export function addressOf(port: number): Address {
  return {
    hosts: new Set(names.flatMap((name) => [name, `${name}:${port}`])),
    origins: new Set(names.map((name) => `http://${name}:${port}`)),
  }
}

/**
 * Why a request is turned away, or `undefined` when it may pass. The Host list stops DNS rebinding,
 * the Origin rule stops other sites, the session stops other programs on this machine.
 */
export function guardRequest(knock: Knock, address: Address): Refusal | undefined {
  if (!knock.url.startsWith('/')) return refuse(400, 'bad-url', 'Ask for a path, not a full URL.')
  const [host] = knock.hosts
  if (knock.hosts.length !== 1 || host === undefined || !address.hosts.has(host))
    return refuse(403, 'foreign-host', 'This desk answers only to its own loopback address.')
  if (!isOriginFine(knock, address))
    return refuse(403, 'foreign-origin', 'Requests from another page are refused.')
  if (knock.isOpen || knock.hasSession) return undefined
  if (knock.isLocked === true)
    return refuse(429, 'too-many', 'Too many wrong tokens; wait a minute.')
  return refuse(401, 'no-session', 'Open the link that the terminal printed.')
}

/** A plain GET carries no Origin; whatever changes something or opens a stream must. */
function isOriginFine(knock: Knock, address: Address): boolean {
  if (knock.origin !== undefined) return address.origins.has(knock.origin)
  return !knock.isUpgrade && (knock.method === 'GET' || knock.method === 'HEAD')
}

function refuse(status: Refusal['status'], code: string, message: string): Refusal {
  return { status, code, message }
}
