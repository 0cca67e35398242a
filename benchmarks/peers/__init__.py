"""The libraries that so_carriers is measured beside; they are imported here and nowhere else."""
