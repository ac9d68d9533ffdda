// Package operate is the administrator's view of the house: whether all is well,
// what to do when it is not, and the figures for Prometheus.
//
// Words: a light is one answer to "is this well?", good, watch or bad, with a
// sentence that says what is and one that says what to do. A figure is a number
// with a name at /metrics. The pages live on a listener of their own.
//
// Promises:
//   - Lights and figures are made from one state, so that they never disagree;
//     every light is a figure too (alun_light).
//   - The status page answers though the database does not.
//   - No light speaks by colour alone; every one that is not good says what to do.
//   - No figure, label or page holds a personal value, a key or an address of a
//     visitor. Errors of followers and jobs are shown here and by `alun jobs list`.
//   - Nobody is asked who they are, since people have no accounts yet: so only
//     this machine is answered, by its own name, or whoever comes by the name of
//     the proxy that the administrator gave (guard.go). What is done here is
//     written in the diary under the actor "operator".
package operate
