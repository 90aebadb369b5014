namespace FunctionsMaaS.Training;

/// <summary>Finds the temperature that makes held-out scores most probable.</summary>
internal static class TemperatureFit
{
    private const double MinLog = -6.9, MaxLog = 6.9; // T from 0.001 to 1000
    private const double Tolerance = 1e-4;

    /// <summary>Minimises the mean negative log likelihood of softmax(scores / T) over log T by golden-section search; it is convex in 1 / T, so unimodal in log T.</summary>
    /// <param name="scores">Held-out scores, one row a document.</param>
    /// <param name="truth">The right class of each row.</param>
    public static double Fit(IReadOnlyList<float[]> scores, ReadOnlySpan<int> truth)
    {
        var ratio = (Math.Sqrt(5) - 1) / 2;
        double low = MinLog, high = MaxLog;
        double left = high - (ratio * (high - low)), right = low + (ratio * (high - low));
        double leftLoss = Loss(scores, truth, left), rightLoss = Loss(scores, truth, right);
        while (high - low > Tolerance)
        {
            if (leftLoss <= rightLoss)
            {
                (high, right, rightLoss) = (right, left, leftLoss);
                left = high - (ratio * (high - low));
                leftLoss = Loss(scores, truth, left);
            }
            else
            {
                (low, left, leftLoss) = (left, right, rightLoss);
                right = low + (ratio * (high - low));
                rightLoss = Loss(scores, truth, right);
            }
        }
        return Math.Exp((low + high) / 2);
    }

    private static double Loss(IReadOnlyList<float[]> scores, ReadOnlySpan<int> truth, double logTemperature)
    {
        var inverse = Math.Exp(-logTemperature);
        var loss = 0.0;
        for (var i = 0; i < truth.Length; i++)
        {
            var row = scores[i];
            double max = row.Max(), sum = 0;
            foreach (var score in row)
                sum += Math.Exp((score - max) * inverse);
            loss += Math.Log(sum) + ((max - row[truth[i]]) * inverse);
        }
        return loss / truth.Length;
    }
}
