// Is a description one of OpenAPI 3.1?  node openapi.js FILE
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';

const validator = new Validator();
const answer = await validator.validate(JSON.parse(readFileSync(process.argv[2], 'utf8')));
if (!answer.valid || validator.version !== '3.1') {
  console.error(validator.version, JSON.stringify(answer.errors, null, 1));
  process.exit(1);
}
