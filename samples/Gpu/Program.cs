using System.Globalization;
using GpuSample;
using ILGPU;
using ILGPU.Runtime;
using Quickstart;
using Spectre.Console;

const ulong Seed = 20260101;
const int Steps = 400, StepsOnSimulation = 60;
const int Length = 1 << 22, LengthOnSimulation = 1 << 13;

using Context context = Context.Create(builder => builder.AllAccelerators().Optimize(OptimizationLevel.O2));
using Accelerator accelerator = DeviceChoice.Open(context, isSimulationWanted: args.Contains(DeviceChoice.Simulation));
bool isSimulation = accelerator.AcceleratorType == AcceleratorType.CPU;
var digits = Digits.Load(Path.Combine(AppContext.BaseDirectory, "data", "digits.csv.gz"), Seed);
var report = new Report(isSimulation ? "simulation" : accelerator.Name, digits.HeldOut);
AcceleratorStream stream = accelerator.DefaultStream;

int steps = isSimulation ? StepsOnSimulation : Steps;
var training = new Training(digits.Training, steps);
string state = Path.Combine(Path.GetTempPath(), "lion.safetensors");
Trained adaBelief = training.AdaBeliefOn(stream), lion = training.LionOn(stream, state);
AnsiConsole.Write(report.Trainings(
    $"{steps} steps on {digits.Training.Count} handwritten digits",
    [
        ("AdaBelief, of this project", adaBelief, training.AdaBeliefOnCpu()),
        ("Lion, of the library", lion, training.LionOnCpu()),
    ]));
Console.WriteLine($"Lion's state, saved by the device's optimizer: {state}");
Console.WriteLine($"The CPU's optimizer loads it and takes step {training.ResumeLionOnCpu(lion.Model, state)}.");

int length = isSimulation ? LengthOnSimulation : Length;
AnsiConsole.Write(report.OneStep(
    string.Create(CultureInfo.InvariantCulture, $"One step of AdaBelief on {length:N0} elements"),
    new OneStep(length).Compare(stream)));
if (isSimulation)
{
    Console.WriteLine("All times but the CPU's are of the simulation, and say nothing about a GPU.");
}

double accuracy = 100 * adaBelief.Model.Accuracy(digits.HeldOut);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accuracy: {accuracy:F1}"));
