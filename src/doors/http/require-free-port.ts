import { createServer } from 'node:net'
import { UserError } from '../../base/index.ts'

/** What is said when another program has the port. @param way - How another one is chosen. */
export function portBusy(port: number, host: string, way = '--port'): UserError {
  return new UserError(
    'port-busy',
    `Port ${port} on ${host} is in use; stop the other program or choose another port with ${way}.`,
    3,
  )
}

/**
 * Takes the port and gives it back, so that a desk that cannot have its page writes nothing.
 *
 * @throws UserError `port-busy`
 */
export function requireFreePort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => {
      const isBusy = 'code' in error && error.code === 'EADDRINUSE'
      reject(isBusy ? portBusy(port, host) : error)
    })
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}
