import type { FastifyInstance } from 'fastify'
import type { DeskRecords } from '../../app/index.ts'
import { decline } from './decline.ts'

/** A kept page is shown without its script, and what is in it can reach nothing. */
const runPagePolicy = [
  'sandbox allow-downloads',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ')

/** Serves the pages of runs to a session; which file that is, the list of runs says. */
export function addRunPage(app: FastifyInstance, records: DeskRecords): void {
  app.get('/api/run-page', async (request, reply) => {
    const page = await records.ask('runPage', { id: idIn(request.query) })
    if (page === undefined)
      return decline(reply, 404, 'no-run', 'The page of this run is not kept; make it again.')
    return reply
      .header('content-security-policy', runPagePolicy)
      .header('x-frame-options', 'SAMEORIGIN')
      .type('text/html; charset=utf-8')
      .send(page.replaceAll(/<script>[\s\S]*?<\/script>/g, ''))
  })
}

function idIn(query: unknown): string {
  if (typeof query !== 'object' || query === null || !('id' in query)) return ''
  return typeof query.id === 'string' ? query.id : ''
}
