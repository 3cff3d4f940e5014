"""check_summary.py SCHEMA SUMMARY: exit status 0 valid, 1 invalid, 77 if python3-jsonschema is missing."""
import json
import sys

try:
    import jsonschema
except ImportError:
    sys.exit(77)

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
with open(sys.argv[2], encoding="utf-8") as file:
    summary = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
faults = list(jsonschema.Draft202012Validator(schema).iter_errors(summary))
for fault in faults:
    print("/".join(map(str, fault.absolute_path)), fault.message, file=sys.stderr)
sys.exit(1 if faults else 0)
