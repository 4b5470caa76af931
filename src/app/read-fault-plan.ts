import fs from 'node:fs'
import { type Json, reasonOf, UserError } from '../base/index.ts'
import { type FaultPlan, parseFaultPlan } from '../venue/index.ts'

/** Reads a plan of faults. @throws UserError `bad-faults` when the file holds none. */
export function readFaultPlan(file: string): FaultPlan {
  const plan = parseFaultPlan(jsonOf(file))
  if (plan.ok) return plan.value
  throw new UserError('bad-faults', `${file}: ${plan.error}; see docs/simulated-exchange.md.`)
}

function jsonOf(file: string): Json {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Json
  } catch (error) {
    throw new UserError('bad-faults', `${file} cannot be read as JSON (${reasonOf(error)}).`)
  }
}
