using System.Reflection;
using System.Runtime.Loader;
using FunctionsMaaS.Training.Compact;
using Xunit;

namespace FunctionsMaaS.Tests.Training.Compact;

public sealed class WithoutMlNetTests
{
    [Fact]
    public void Loading_and_scoring_a_compact_model_loads_no_assembly_of_ML_NET()
    {
        var context = new Isolated();
        var payload = SmallModels.Train(SmallModels.Plain).Payload.ToArray();
        var core = context.LoadFromAssemblyPath(typeof(CompactModelFormat).Assembly.Location);
        // Every registered format is constructed where models are loaded, whichever of them is used.
        foreach (var name in (string[])["FunctionsMaaS.Training.MlNetZipFormat", "FunctionsMaaS.Training.Compact.CompactModelFormat"])
            Activator.CreateInstance(core.GetType(name, throwOnError: true)!);
        var probe = new Probe(core);
        Assert.Equal(1, probe.ScoreSum(payload), 1e-4f);
        Assert.Contains(context.Assemblies, assembly => assembly.GetName().Name == "FunctionsMaaS");
        Assert.DoesNotContain(context.Assemblies, assembly => assembly.GetName().Name!.StartsWith("Microsoft.ML", StringComparison.Ordinal));
    }

    // Calls the copy of the product in the other context, whose types are not those of this one.
    private sealed class Probe(Assembly core)
    {
        private delegate void Score(string text, Span<float> probabilities);

        public float ScoreSum(byte[] payload)
        {
            var format = Activator.CreateInstance(core.GetType(typeof(CompactModelFormat).FullName!)!)!;
            var settings = Activator.CreateInstance(core.GetType("FunctionsMaaS.Training.ModelSettings")!)!;
            var model = format.GetType().GetMethod("Load")!.Invoke(format, [new ReadOnlyMemory<byte>(payload), settings])!;
            var scorer = model.GetType().GetMethod("CreateScorer")!.Invoke(model, [])!;
            var probabilities = new float[3];
            scorer.GetType().GetMethod("Score")!.CreateDelegate<Score>(scorer)("moon rocket", probabilities);
            return probabilities.Sum();
        }
    }

    private sealed class Isolated() : AssemblyLoadContext("compact models only")
    {
        private readonly AssemblyDependencyResolver _resolver = new(typeof(CompactModelFormat).Assembly.Location);

        protected override Assembly? Load(AssemblyName assemblyName) =>
            _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path)
            : Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll") is var beside && File.Exists(beside) ? LoadFromAssemblyPath(beside)
            : null;
    }
}
