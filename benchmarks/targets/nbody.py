"""N-body: the Sun and the four giant planets, integrated with a symplectic Euler step.

Exercises float arithmetic on attributes of objects.

usage: python nbody.py [STEPS]
"""

import math
import sys

SOLAR_MASS = 4.0 * math.pi * math.pi
DAYS_PER_YEAR = 365.24


class Body:
    """A point mass with position and velocity (units: AU, years, solar masses times 4 pi squared)."""

    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x = x
        self.y = y
        self.z = z
        self.vx = vx * DAYS_PER_YEAR
        self.vy = vy * DAYS_PER_YEAR
        self.vz = vz * DAYS_PER_YEAR
        self.mass = mass * SOLAR_MASS


class NBodySystem:
    """The bodies, and every unordered pair of them."""

    def __init__(self, bodies):
        self.bodies = bodies
        self.pairs = []
        for i in range(len(bodies)):
            for j in range(i + 1, len(bodies)):
                self.pairs.append((bodies[i], bodies[j]))

    def offset_momentum(self):
        """Let the first body move so that the total momentum is zero."""
        px = py = pz = 0.0
        for body in self.bodies:
            px += body.vx * body.mass
            py += body.vy * body.mass
            pz += body.vz * body.mass
        sun = self.bodies[0]
        sun.vx -= px / sun.mass
        sun.vy -= py / sun.mass
        sun.vz -= pz / sun.mass

    def energy(self):
        total = 0.0
        for body in self.bodies:
            total += 0.5 * body.mass * (body.vx * body.vx + body.vy * body.vy + body.vz * body.vz)
        for first, second in self.pairs:
            dx = first.x - second.x
            dy = first.y - second.y
            dz = first.z - second.z
            total -= first.mass * second.mass / math.sqrt(dx * dx + dy * dy + dz * dz)
        return total

    def advance(self, dt):
        for first, second in self.pairs:
            dx = first.x - second.x
            dy = first.y - second.y
            dz = first.z - second.z
            square = dx * dx + dy * dy + dz * dz
            magnitude = dt / (square * math.sqrt(square))
            pull = second.mass * magnitude
            first.vx -= dx * pull
            first.vy -= dy * pull
            first.vz -= dz * pull
            pull = first.mass * magnitude
            second.vx += dx * pull
            second.vy += dy * pull
            second.vz += dz * pull
        for body in self.bodies:
            body.x += dt * body.vx
            body.y += dt * body.vy
            body.z += dt * body.vz


def solar_system():
    sun = Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)
    jupiter = Body(
        4.84143144246472090e00,
        -1.16032004402742839e00,
        -1.03622044471123109e-01,
        1.66007664274403694e-03,
        7.69901118419740425e-03,
        -6.90460016972063023e-05,
        9.54791938424326609e-04,
    )
    saturn = Body(
        8.34336671824457987e00,
        4.12479856412430479e00,
        -4.03523417114321381e-01,
        -2.76742510726411610e-03,
        4.99852801234917238e-03,
        2.30417297573763929e-05,
        2.85885980666130812e-04,
    )
    uranus = Body(
        1.28943695621391310e01,
        -1.51111514016986312e01,
        -2.23307578892655734e-01,
        2.96460137564761618e-03,
        2.37847173959480950e-03,
        -2.96589568540237556e-05,
        4.36624404335156298e-05,
    )
    neptune = Body(
        1.53796971148509165e01,
        -2.59193146099879641e01,
        1.79258772950371181e-01,
        2.68067772490389322e-03,
        1.62824170038242295e-03,
        -9.51592254519715870e-05,
        5.15138902046611451e-05,
    )
    return NBodySystem([sun, jupiter, saturn, uranus, neptune])


def main(argv):
    steps = int(argv[1]) if len(argv) > 1 else 1000000
    system = solar_system()
    system.offset_momentum()
    print("nbody: energy before %.9f" % system.energy())
    for _ in range(steps):
        system.advance(0.01)
    print("nbody: energy after %d steps %.9f" % (steps, system.energy()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
