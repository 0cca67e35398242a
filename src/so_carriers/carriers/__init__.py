"""The carriers of the NetServer WebAPI, one module a family; no format is named here."""
