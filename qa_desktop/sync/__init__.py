"""Exchange of operations between profiles: bundles now, the shared server later."""
