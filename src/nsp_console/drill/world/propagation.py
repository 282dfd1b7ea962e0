"""How far a LoRa radio reaches: path loss, noise and sensitivity. Source: facts, airtime §3.2.

3GPP suburban macro (TR 25.996) with the higher mast in the base term and the lower one in the mobile term, which the
model knows up to 10 m; never better than free space. Noise: thermal + 6 dB receiver + 3 dB man-made.
"""

from dataclasses import dataclass
from math import asin, cos, log10, radians, sin, sqrt

from nsp_console.link.airtime import Preset

FREQUENCY_MHZ = 869.525
THERMAL_DBM_HZ = -174.0
RECEIVER_NOISE_DB = 6.0
MAN_MADE_NOISE_DB = 3.0
MOBILE_HEIGHT_MAX_M = 10.0  # the model's own limit
DISTANCE_MIN_KM = 0.05
HORIZON_DB_PER_KM = 0.8  # own choice: beyond the 4/3-earth horizon; no pair of the demo is that far apart
RANGE_MAX_KM = 100.0
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Mast:
    """Where and how a radio stands: degrees WGS 84, metres above ground, radiated power dBm, receive gain dBi."""

    lat: float
    lon: float
    height_m: float = 8.0
    eirp_dbm: float = 24.0
    gain_dbi: float = 2.0


def local_mast(lat: float, lon: float) -> Mast:
    """The usual radio of an L-NSP: on a roof or behind an upper window."""
    return Mast(lat, lon)


def kazerne_mast(lat: float, lon: float) -> Mast:
    """The usual radio of a C-NSP: on the hose tower of a kazerne."""
    return Mast(lat, lon, height_m=17.5, eirp_dbm=27.0, gain_dbi=4.0)


def distance_km(a: Mast, b: Mast) -> float:
    """Great-circle distance, at least DISTANCE_MIN_KM (two radios are never in one spot)."""
    north = sin(radians(b.lat - a.lat) / 2) ** 2
    east = cos(radians(a.lat)) * cos(radians(b.lat)) * sin(radians(b.lon - a.lon) / 2) ** 2
    return max(DISTANCE_MIN_KM, 2 * EARTH_KM * asin(sqrt(north + east)))


def path_loss_db(km: float, height_a_m: float, height_b_m: float) -> float:
    """Median path loss in dB between two masts."""
    base = max(height_a_m, height_b_m)
    mobile = min(height_a_m, height_b_m, MOBILE_HEIGHT_MAX_M)
    loss = (44.9 - 6.55 * log10(base)) * log10(km) + 45.5
    loss += (35.46 - 1.1 * mobile) * log10(FREQUENCY_MHZ) - 13.82 * log10(base) + 0.7 * mobile
    horizon_km = 4.12 * (sqrt(height_a_m) + sqrt(height_b_m))
    loss += HORIZON_DB_PER_KM * max(0.0, km - horizon_km)
    free_space = 32.44 + 20 * log10(km) + 20 * log10(FREQUENCY_MHZ)
    return max(loss, free_space)


def noise_dbm(preset: Preset) -> float:
    """Noise in the receiver's bandwidth, in dBm."""
    return THERMAL_DBM_HZ + 10 * log10(preset.bandwidth_khz * 1000) + RECEIVER_NOISE_DB + MAN_MADE_NOISE_DB


def snr_limit_db(preset: Preset) -> float:
    """Lowest signal-to-noise ratio that is still decoded: -7,5 dB at SF7, 2,5 dB lower per step."""
    return -7.5 - 2.5 * (preset.spreading - 7)


def sensitivity_dbm(preset: Preset) -> float:
    """Weakest signal that is still decoded, in dBm."""
    return noise_dbm(preset) + snr_limit_db(preset)


def median_rssi_dbm(sender: Mast, receiver: Mast) -> float:
    """Signal at the receiver without shadowing or fading, in dBm."""
    loss = path_loss_db(distance_km(sender, receiver), sender.height_m, receiver.height_m)
    return sender.eirp_dbm + receiver.gain_dbi - loss


def range_km(preset: Preset, sender: Mast, receiver: Mast, margin_db: float = 0.0) -> float:
    """Distance at which the median signal is `margin_db` above the sensitivity."""
    budget = sender.eirp_dbm + receiver.gain_dbi - sensitivity_dbm(preset) - margin_db
    low, high = DISTANCE_MIN_KM, RANGE_MAX_KM
    for _ in range(50):
        middle = (low + high) / 2
        if path_loss_db(middle, sender.height_m, receiver.height_m) < budget:
            low = middle
        else:
            high = middle
    return low
