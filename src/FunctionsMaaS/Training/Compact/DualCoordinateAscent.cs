using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FunctionsMaaS.Training.Compact;

/// <summary>
/// Linear support vector machines with squared hinge loss, one against the rest for each class of a block, by dual coordinate ascent
/// (Hsieh et al. 2008, the solver behind LIBLINEAR's <c>-s 1</c> and scikit-learn's <c>LinearSVC</c>).
/// </summary>
/// <remarks>
/// <para>Features are scaled for each class by r (see <see cref="LogCountRatios"/>) without ever building the scaled texts: with v = r w, the margin is
/// the plain product x v, and a step of the dual variable moves v by r² x. So the weights come out ready for unscaled texts.</para>
/// <para>All classes of a block visit the texts in the same order, each in its own lane, by operations that IEEE 754 rounds one way. So the result is the same
/// bit for bit whatever the grouping into blocks or the number of threads.</para>
/// </remarks>
internal sealed class DualCoordinateAscent
{
    private readonly FeatureMatrix _matrix;
    private readonly int[] _rows;
    private readonly int[] _classes;
    private readonly ClassBlock _block;
    private readonly ClassLines _lines;
    private readonly float[] _dual;
    private readonly float[] _curvature;
    private readonly float[] _biases = new float[ClassBlock.Lanes];

    private DualCoordinateAscent(FeatureMatrix matrix, int[] rows, int[] classes, ClassBlock block, ClassLines lines)
    {
        (_matrix, _rows, _classes, _block, _lines) = (matrix, rows, classes, block, lines);
        _dual = new float[checked(rows.Length * ClassBlock.Lanes)];
        _curvature = new float[_dual.Length];
    }

    /// <summary>Trains the classes of a block.</summary>
    /// <param name="matrix">The texts.</param>
    /// <param name="rows">The texts to learn from.</param>
    /// <param name="classes">The class of every text of the matrix.</param>
    /// <param name="block">The classes to train.</param>
    /// <param name="lines">The squared scale of every feature for every lane; gets the weights for unscaled texts, which are 0 before.</param>
    /// <param name="cost">The C of the machine: how much a violated margin costs against the length of the weights.</param>
    /// <param name="epochs">At most so many passes over the texts; a class stops earlier when its projected gradients have become small.</param>
    /// <param name="seed">Decides the order of the texts.</param>
    /// <param name="tolerance">The projected gradient that counts as small.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The bias of each lane.</returns>
    public static float[] Fit(FeatureMatrix matrix, int[] rows, int[] classes, ClassBlock block, ClassLines lines, double cost, int epochs, int seed, float tolerance, CancellationToken cancellationToken)
    {
        var ascent = new DualCoordinateAscent(matrix, rows, classes, block, lines);
        ascent.Run((float)(0.5 / cost), epochs, new Random(seed), tolerance, cancellationToken);
        return ascent._biases;
    }

    private void Run(float diagonal, int epochs, Random random, float tolerance, CancellationToken cancellationToken)
    {
        MeasureCurvature(diagonal);
        int[] order = [.. Enumerable.Range(0, _rows.Length)];
        Span<float> active = stackalloc float[ClassBlock.Lanes];
        active[.._block.Count].Fill(1);
        Span<float> violation = stackalloc float[ClassBlock.Lanes];
        for (var epoch = 0; epoch < epochs && active.Contains(1); epoch++)
        {
            random.Shuffle(order);
            violation.Clear();
            for (var i = 0; i < order.Length; i++)
            {
                if ((i & 255) == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                Visit(order[i], diagonal, active, violation);
            }
            for (var lane = 0; lane < ClassBlock.Lanes; lane++)
                active[lane] = violation[lane] > tolerance ? active[lane] : 0;
        }
    }

    // Here and in the other loops of training: compiled once and fully. A process that trains once and ends spends an eighth of its processor time in code
    // that the runtime has not optimised yet (20 Newsgroups: 13.6 s against 11.8 s).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MeasureCurvature(float diagonal)
    {
        ref var lines = ref MemoryMarshal.GetReference(_lines.Values);
        for (var n = 0; n < _rows.Length; n++)
        {
            var curvature = Vector256.Create(1 + diagonal); // the bias is a feature of value and scale 1
            for (var i = _matrix.Starts[_rows[n]]; i < _matrix.Starts[_rows[n] + 1]; i++)
            {
                var scales = Vector256.LoadUnsafe(ref lines, ((nuint)_matrix.Columns[i] * ClassLines.Length) + ClassBlock.Lanes);
                curvature = Vector256.FusedMultiplyAdd(Vector256.Create(_matrix.Values[i] * _matrix.Values[i]), scales, curvature);
            }
            curvature.CopyTo(_curvature, n * ClassBlock.Lanes);
        }
    }

    /// <summary>One step of every class along the dual variable of one text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Visit(int n, float diagonal, Span<float> active, Span<float> violation)
    {
        var row = _rows[n];
        var columns = _matrix.Columns.AsSpan(_matrix.Starts[row].._matrix.Starts[row + 1]);
        var values = _matrix.Values.AsSpan(_matrix.Starts[row].._matrix.Starts[row + 1]);
        ref var lines = ref MemoryMarshal.GetReference(_lines.Values);
        var margins = Vector256.Create<float>(_biases);
        for (var i = 0; i < columns.Length; i++)
            margins = Vector256.FusedMultiplyAdd(Vector256.Create(values[i]), Vector256.LoadUnsafe(ref lines, (nuint)columns[i] * ClassLines.Length), margins);
        var step = Step(margins, n, diagonal, active, violation);
        if (step == Vector256<float>.Zero)
            return;
        (Vector256.Create<float>(_biases) + step).CopyTo(_biases);
        for (var i = 0; i < columns.Length; i++)
        {
            var at = (nuint)columns[i] * ClassLines.Length;
            var scales = Vector256.LoadUnsafe(ref lines, at + ClassBlock.Lanes);
            Vector256.FusedMultiplyAdd(Vector256.Create(values[i]) * step, scales, Vector256.LoadUnsafe(ref lines, at)).StoreUnsafe(ref lines, at);
        }
    }

    /// <summary>From the margins to the signed changes of the dual variables.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Step(Vector256<float> margins, int n, float diagonal, Span<float> active, Span<float> violation)
    {
        var own = Vector256.Equals(Vector256<int>.Indices + Vector256.Create(_block.First), Vector256.Create(_classes[_rows[n]])).AsSingle();
        var sign = Vector256.ConditionalSelect(own, Vector256<float>.One, -Vector256<float>.One);
        var at = (nuint)(n * ClassBlock.Lanes);
        ref var duals = ref MemoryMarshal.GetArrayDataReference(_dual);
        var dual = Vector256.LoadUnsafe(ref duals, at);
        var gradient = (sign * margins) - Vector256<float>.One + (Vector256.Create(diagonal) * dual);
        var projected = Vector256.ConditionalSelect(Vector256.Equals(dual, Vector256<float>.Zero), Vector256.Min(gradient, Vector256<float>.Zero), gradient);
        ref var worst = ref MemoryMarshal.GetReference(violation);
        Vector256.Max(Vector256.Abs(projected), Vector256.LoadUnsafe(ref worst)).StoreUnsafe(ref worst);
        var moved = Vector256.Max(dual - (gradient / Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_curvature), at)), Vector256<float>.Zero);
        var step = (moved - dual) * Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(active));
        (dual + step).StoreUnsafe(ref duals, at);
        return step * sign;
    }
}
