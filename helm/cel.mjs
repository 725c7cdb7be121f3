// What a ValidatingAdmissionPolicy would say: reads [{ policy, object, oldObject }], writes for each the messages of its validations that are not true.
// A real API server types the objects by their schema; here they are JSON, and whole numbers are CEL's int.
import { readFileSync } from 'node:fs'
import { evaluate } from '@marcbachmann/cel-js'

const typed = (value) =>
  typeof value === 'number' && Number.isInteger(value) ? BigInt(value)
  : Array.isArray(value) ? value.map(typed)
  : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, field]) => [name, typed(field)]))
  : value

const refusals = ({ policy, object, oldObject }) =>
  policy.spec.validations
    .filter(({ expression }) => evaluate(expression, { object: typed(object), oldObject: typed(oldObject ?? null) }) !== true)
    .map(({ message }) => message)

const cases = JSON.parse(readFileSync(0, 'utf8'))
process.stdout.write(JSON.stringify(cases.map(refusals)))
