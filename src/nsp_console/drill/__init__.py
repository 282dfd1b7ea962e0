"""Everything played instead of lived: the simulated world, scenario files, and the demo that grows into drills."""
