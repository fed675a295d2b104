"""Chung Sức: the emulation movement for new rural areas, from launch to award."""
