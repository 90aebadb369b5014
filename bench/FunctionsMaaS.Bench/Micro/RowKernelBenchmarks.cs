using BenchmarkDotNet.Attributes;
using FunctionsMaaS.Training.Compact;

namespace FunctionsMaaS.Bench.Micro;

/// <summary>The innermost loop, adding the rows of a text's n-grams to the margins: by vectors and, as the oracle does it, weight by weight.</summary>
public class RowKernelBenchmarks
{
    private const int Rows = 500;

    private byte[] _table = [];
    private float[] _margins = [];
    private float[] _scalarMargins = [];
    private int _stride;

    [Params(8, 16, 32)]
    public int Bits { get; set; }

    [Params(2, 20, 77)]
    public int Labels { get; set; }

    [GlobalSetup]
    public void Make()
    {
        _stride = new CompactLayout(Labels, Rows, Bits, 0).Stride;
        _table = new byte[(Rows * _stride) + CompactLayout.Padding + (4 * RowKernels.PaddedLength(Labels))];
        // Small bytes only, so that as weights of 32 bits they are numbers too.
        var random = new Random(1);
        for (var i = 0; i < _table.Length; i++)
            _table[i] = (byte)random.Next(64);
        (_margins, _scalarMargins) = (new float[RowKernels.PaddedLength(Labels)], new float[Labels]);
    }

    [Benchmark(Baseline = true)]
    public float Scalar()
    {
        Array.Clear(_scalarMargins);
        for (var row = 0; row < Rows; row++)
            RowKernels.AddScalar(_table.AsSpan(row * _stride), Bits, 0.5f, _scalarMargins);
        return _scalarMargins[0];
    }

    [Benchmark]
    public float Vectors()
    {
        Array.Clear(_margins);
        for (var row = 0; row < Rows; row++)
            RowKernels.Add(_table.AsSpan(row * _stride), Bits, 0.5f, _margins);
        return _margins[0];
    }
}
