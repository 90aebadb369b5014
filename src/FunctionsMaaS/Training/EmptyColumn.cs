using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FunctionsMaaS.Training;

/// <summary>Getters of columns that a text-only caller cannot fill, such as the label a model was trained on.</summary>
internal static class EmptyColumn
{
    private const string NotInNativeBuilds = "ML.NET is not in native builds: AddTraining leaves it out.";

    private static readonly MethodInfo Scalar = MethodOf(nameof(ScalarGetter)), Vector = MethodOf(nameof(VectorGetter));

    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = NotInNativeBuilds)]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = NotInNativeBuilds)]
    public static Delegate GetterFor(DataViewType type) =>
        type is VectorDataViewType vector
            ? (Delegate)Vector.MakeGenericMethod(vector.ItemType.RawType).Invoke(null, [vector.Size])!
            : (Delegate)Scalar.MakeGenericMethod(type.RawType).Invoke(null, null)!;

    private static ValueGetter<T> ScalarGetter<T>() => static (ref value) => value = default!;

    private static ValueGetter<VBuffer<T>> VectorGetter<T>(int size) => (ref value) => value = new VBuffer<T>(size, 0, null, null);

    private static MethodInfo MethodOf(string name) => typeof(EmptyColumn).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
}
