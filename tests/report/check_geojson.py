"""check_geojson.py FILE...: exit status 0 good, 1 not as QuPath wants it, 77 if python3-shapely is missing."""
import json
import sys
import uuid

try:
    from shapely.geometry import shape
except ImportError:
    sys.exit(77)


def rings(geometry):
    if geometry["type"] == "Polygon":
        return geometry["coordinates"]
    if geometry["type"] == "MultiPolygon":
        assert len(geometry["coordinates"]) > 1, "MultiPolygon with one member"
        return [ring for polygon in geometry["coordinates"] for ring in polygon]
    return []


def check(feature):
    geometry = feature["geometry"]
    assert feature["type"] == "Feature"
    assert shape(geometry).is_valid and not shape(geometry).is_empty, "geometry not valid"
    for ring in rings(geometry):
        assert len(ring) >= 4 and ring[0] == ring[-1], "ring not closed"
    properties = feature["properties"]
    assert properties["objectType"] in ("detection", "annotation")
    classification = properties["classification"]
    assert classification["name"] and len(classification["color"]) == 3
    assert all(isinstance(v, (int, float)) for v in properties.get("measurements", {}).values())
    assert all(isinstance(v, str) for v in properties.get("metadata", {}).values())


ids = set()
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    assert document["type"] == "FeatureCollection"
    for feature in document["features"]:
        check(feature)
        assert str(uuid.UUID(feature["id"])) == feature["id"] and feature["id"] not in ids, "id"
        ids.add(feature["id"])
