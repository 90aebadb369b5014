using FunctionsMaaS.Training;
using Xunit;

namespace FunctionsMaaS.Tests.Training;

public sealed class TemperatureTests
{
    [Theory]
    [InlineData(0.9, 1)]
    [InlineData(0.6, 5)]
    [InlineData(0.99, 300)]
    public void The_fit_finds_the_temperature_at_which_confidence_is_accuracy(double accuracy, float score)
    {
        // Scores (s, 0) that are right in a share p of cases are calibrated where sigmoid(s / T) = p.
        var right = (int)Math.Round(accuracy * 100);
        float[][] scores = [.. Enumerable.Repeat(new[] { score, 0f }, 100)];
        int[] truth = [.. Enumerable.Range(0, 100).Select(i => i < right ? 0 : 1)];
        var expected = score / Math.Log(accuracy / (1 - accuracy));
        Assert.Equal(expected, TemperatureFit.Fit(scores, truth), expected * 1e-3);
    }

    [Fact]
    public void Scores_that_are_always_right_end_at_the_coldest_temperature() =>
        Assert.InRange(TemperatureFit.Fit([[1f, 0f], [0f, 1f]], [0, 1]), 0.001, 0.01);

    [Fact]
    public void Scores_that_are_always_wrong_end_at_the_hottest_temperature() =>
        Assert.InRange(TemperatureFit.Fit([[1f, 0f], [0f, 1f]], [1, 0]), 500, 1000);

    [Fact]
    public void Softmax_of_logarithms_is_their_share()
    {
        var probabilities = new float[3];
        Temperature.Softmax([MathF.Log(1), MathF.Log(2), MathF.Log(5)], 1, probabilities);
        Assert.Equal([0.125f, 0.25f, 0.625f], probabilities, Near);
    }

    [Fact]
    public void Softmax_takes_scores_beyond_the_range_of_exponentials()
    {
        var probabilities = new float[3];
        Temperature.Softmax([-4000, -4001, float.NegativeInfinity], 1, probabilities);
        Assert.Equal([(float)(1 / (1 + Math.Exp(-1))), (float)(1 / (1 + Math.E)), 0], probabilities, Near);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Scores_that_say_nothing_give_the_uniform_distribution(float score)
    {
        var probabilities = new float[4];
        Temperature.Softmax([score, score, score, score], 1, probabilities);
        Assert.Equal([0.25f, 0.25f, 0.25f, 0.25f], probabilities);
    }

    [Fact]
    public void Sharpening_raises_to_the_inverse_temperature_and_keeps_zero()
    {
        var probabilities = new float[3];
        Temperature.Sharpen([0.6f, 0.4f, 0], 0.5, probabilities);
        Assert.Equal([0.36f / 0.52f, 0.16f / 0.52f, 0], probabilities, Near);
    }

    private static bool Near(float a, float b) => Math.Abs(a - b) <= 1e-6;
}
