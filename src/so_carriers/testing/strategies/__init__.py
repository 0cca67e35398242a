"""What is generated: values, carriers, bodies, patches and headers. Hypothesis enters here."""
