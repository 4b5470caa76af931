import { expect, it } from 'vitest'
import { codeStepUs, stepUpCode, stepUpSecret } from '../../../app/index.ts'
import { dayUs, type Micros, micros, minuteUs } from '../../../domain/index.ts'
import type { ApiCaller } from './api-caller.ts'
import { StepUp } from './step-up.ts'

const secret = new Uint8Array(32).fill(7)
const caller = (subject: string): ApiCaller => ({
  ...{ kind: 'token', name: subject, key: subject, scopes: ['control'] },
  subject,
})
const codeAt = (subject: string, now: Micros): string =>
  stepUpCode(stepUpSecret(secret, subject), Math.floor(now / codeStepUs))

it('lets twenty wrong codes a day be tried of a token, and others be proved meanwhile', () => {
  const proofs = new StepUp(secret)
  const start = micros(400 * dayUs)
  const tried: unknown[] = []
  for (let minute = 0; minute < 1_440; minute += 1)
    for (let i = 0; i < 6; i += 1)
      tried.push(proofs.prove(caller('stolen'), 'wrong!', micros(start + minute * minuteUs)))
  expect(tried.filter((said) => said === 'refused')).toHaveLength(20)
  const evening = micros(start + 1_430 * minuteUs)
  expect(proofs.prove(caller('stolen'), codeAt('stolen', evening), evening)).toBe('locked')
  expect(proofs.prove(caller('other'), codeAt('other', evening), evening)).toBeTypeOf('number')
  const later = micros(start + dayUs + 10 * minuteUs)
  expect(proofs.prove(caller('stolen'), codeAt('stolen', later), later)).toBeTypeOf('number')
})
