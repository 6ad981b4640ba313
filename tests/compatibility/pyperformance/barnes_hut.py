"""Drives bm_barnes_hut of pyperformance."""

from bm_barnes_hut import run_benchmark as bench

if __name__ == "__main__":
    particles = bench.create_deterministic_galaxy(30, 500, 400)
    print(bench.calculate_system_energy(particles))
    for _ in range(5):
        bench.advance_system(particles, 0.5, bench.TIME_STEP, 1000, 800)
    print(bench.calculate_system_energy(particles))
    for particle in particles[:5]:
        print(particle.position.x, particle.position.y, particle.velocity.x, particle.velocity.y, particle.mass)
    print(bench.bench_quadtree_nbody(1, 20, 2, 0.5) >= 0.0)
