import { expect, it } from 'vitest'
import { toldAudit } from './audit.ts'

const found = (vulnerabilities: object): string => JSON.stringify({ metadata: { vulnerabilities } })

it('tells clean from not clean, and both from a registry that does not answer', () => {
  expect(toldAudit(0, found({ low: 0, high: 0, total: 0 }))).toBe('clean: 0 vulnerabilities')
  expect(toldAudit(1, found({ low: 2, high: 1, total: 3 }))).toBe('NOT CLEAN: 2 low, 1 high')
  const message = '405 Method Not Allowed - POST https://some.where:4873/-/npm/v1/security/bulk'
  expect(toldAudit(1, JSON.stringify({ message }))).toBe(
    'NOT RUN, the registry does not offer it: 405 Method Not Allowed - POST /-/npm/v1/security/bulk',
  )
  expect(toldAudit(1, '{}')).toMatch(/^NOT RUN.*exit code 1$/)
})
