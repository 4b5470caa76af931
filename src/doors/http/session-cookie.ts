import { sessionLifeUs } from './session-token.ts'

/** Cookies do not know ports, so two desks on one machine need two names. */
function cookieName(port: number): string {
  return `coinswarm-${port}`
}

/** What has the browser keep `session`: no program of a page reads it, no other site sends it. */
export function setSessionCookie(port: number, session: string): string {
  const life = sessionLifeUs / 1_000_000
  return `${cookieName(port)}=${session}; Max-Age=${life}; Path=/; HttpOnly; SameSite=Strict`
}

/** The session in a request's `cookie` header, the first where it stands twice; empty for none. */
export function sessionInCookies(header: string | undefined, port: number): string {
  const start = `${cookieName(port)}=`
  const pairs = (header ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(start))?.slice(start.length) ?? ''
}
