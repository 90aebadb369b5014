namespace FunctionsMaaS.Training.Compact;

/// <summary>Minimises a function of a few variables without derivatives (Nelder and Mead 1965, with the coefficients of Lagarias et al. 1998). Deterministic.</summary>
internal static class NelderMead
{
    /// <summary>Finds a minimum.</summary>
    /// <param name="function">The function.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="size">How far the first simplex reaches along each variable.</param>
    /// <param name="steps">How many steps to take.</param>
    public static double[] Minimize(Func<double[], double> function, double[] start, double size, int steps)
    {
        var dimensions = start.Length;
        var simplex = Enumerable.Range(0, dimensions + 1).Select(i => At(Moved(start, i - 1, size))).ToArray();
        for (var step = 0; step < steps; step++)
        {
            // A stable order, so that ties do not depend on the sort.
            simplex = [.. simplex.OrderBy(vertex => vertex.Value)];
            var worst = simplex[^1];
            var middle = Enumerable.Range(0, dimensions).Select(d => simplex[..^1].Average(vertex => vertex.Point[d])).ToArray();
            Vertex Along(double factor) => At([.. middle.Select((m, d) => m + (factor * (worst.Point[d] - m)))]);
            var reflected = Along(-1);
            if (reflected.Value < simplex[0].Value)
                simplex[^1] = Along(-2) is var expanded && expanded.Value < reflected.Value ? expanded : reflected;
            else if (reflected.Value < simplex[^2].Value)
                simplex[^1] = reflected;
            else if (Along(reflected.Value < worst.Value ? -0.5 : 0.5) is var contracted && contracted.Value < Math.Min(worst.Value, reflected.Value))
                simplex[^1] = contracted;
            else
                simplex = [simplex[0], .. simplex[1..].Select(vertex => At([.. vertex.Point.Select((x, d) => (x + simplex[0].Point[d]) / 2)]))];
        }
        return simplex.MinBy(vertex => vertex.Value)!.Point;

        Vertex At(double[] point) => new(point, function(point));
    }

    private static double[] Moved(double[] point, int dimension, double by)
    {
        double[] moved = [.. point];
        if (dimension >= 0)
            moved[dimension] += by;
        return moved;
    }

    private sealed record Vertex(double[] Point, double Value);
}
