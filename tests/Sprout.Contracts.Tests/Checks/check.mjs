// Reads { document, schemas: { file: schema }, samples: [{ name, schema, value }] } from standard input, and prints what is wrong with them, one line each.
import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';
import Ajv from 'ajv';

const { document, schemas, samples } = JSON.parse(readFileSync(0, 'utf8'));
const findings = [];

if (document) {
  const { document: parsed, diagnostics } = await new Parser().parse(document);
  for (const { severity, message, path } of diagnostics)
    if (severity <= 1) findings.push(`asyncapi.yaml: ${path.join('/')}: ${message}`);
  if (!parsed) findings.push('asyncapi.yaml: not understood at all');
}

// strict: a keyword that is misspelt would check nothing. Formats are looked at by form here, as ajv itself knows none.
const forms = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  uri: (text) => URL.canParse(text),
  int32: { type: 'number', validate: (number) => Number.isInteger(number) && Math.abs(number) < 2 ** 31 },
  int64: { type: 'number', validate: Number.isInteger },
};
const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true, formats: forms });
for (const [file, schema] of Object.entries(schemas)) {
  if (!ajv.validateSchema(schema)) findings.push(`${file}: ${ajv.errorsText()}`);
  else ajv.addSchema(schema, file);
}
if (findings.length === 0)
  for (const { name, schema, value } of samples)
    if (!ajv.validate(schema, value)) findings.push(`${name} by ${schema}: ${ajv.errorsText()}`);

for (const finding of findings) console.log(finding);
