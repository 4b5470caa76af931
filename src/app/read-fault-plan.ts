import { type Json, reasonOf, UserError } from '../base/index.ts'
import { nodeDisk, readText } from '../kernel/index.ts'
import { type FaultPlan, parseFaultPlan } from '../venue/index.ts'

/** Reads a plan of faults. @throws UserError `bad-faults` when the file holds none. */
export function readFaultPlan(file: string): FaultPlan {
  const plan = parseFaultPlan(jsonOf(file))
  if (plan.ok) return plan.value
  throw new UserError('bad-faults', `${file}: ${plan.error}; see docs/simulated-exchange.md.`)
}

function jsonOf(file: string): Json {
  try {
    const text = readText(nodeDisk, file)
    if (text !== undefined) return JSON.parse(text) as Json
  } catch (error) {
    throw new UserError('bad-faults', `${file} cannot be read as JSON (${reasonOf(error)}).`)
  }
  throw new UserError('bad-faults', `${file} does not exist; check the path.`)
}
