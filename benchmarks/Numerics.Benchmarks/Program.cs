using Numerics.Benchmarks;

return Commands.Run(args);
